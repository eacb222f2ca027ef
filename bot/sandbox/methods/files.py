from __future__ import annotations

from typing import TYPE_CHECKING

from bot.sandbox import posting
from bot.sandbox.content import decoded
from bot.sandbox.errors import ApiError
from bot.sandbox.limits import TIER_4
from bot.sandbox.methods.method import Call, Method, names
from bot.sandbox.model import Message
from bot.sandbox.uploads import Upload

if TYPE_CHECKING:
    from bot.sandbox.model import Channel, Json


def get_upload_url(call: Call) -> Json:
    """files.getUploadURLExternal."""
    length = call.text("length")
    if not length.isdigit() or int(length) == 0:
        raise ApiError("invalid_arguments", messages=["[ERROR] length must be a positive number"])
    file_id = call.slack.ids.new("F")
    call.slack.uploads[file_id] = Upload(name=call.text("filename"), length=int(length))
    return {"upload_url": f"{call.slack.url}/upload/{file_id}", "file_id": file_id}


def complete_upload(call: Call) -> Json:
    """files.completeUploadExternal."""
    listed = decoded(call.arguments["files"], "invalid_arguments", list)
    files = [_file(call, each) for each in listed]
    if call.text("channel_id"):
        _share(call, _destination(call), files)
    return {"files": files}


def _file(call: Call, named: Json) -> Json:
    upload = call.slack.uploads.get(str(named.get("id")))
    if upload is None or upload.content is None:
        raise ApiError("file_not_found")
    title = named.get("title") or upload.name
    link = f"{call.slack.url}/files/{named['id']}"
    return {
        "id": named["id"],
        "name": upload.name,
        "title": title,
        "size": upload.length,
        "url_private": link,
        "url_private_download": link,
        "permalink": link,
    }


def _destination(call: Call) -> Channel:
    channel = call.channel("channel_id")
    if not call.slack.workspace.has_bot(channel):
        raise ApiError("not_in_channel")
    return channel


def _share(call: Call, channel: Channel, files: list[Json]) -> None:
    message = Message(
        ts=call.slack.ids.ts(),
        channel=channel.id,
        user=call.slack.workspace.bot.id,
        text=call.text("initial_comment"),
        files=files,
        from_app=True,
        subtype="file_share",
        thread_ts=call.text("thread_ts") or None,
    )
    posting.add(call.slack, message)


_WRITE = ("files:write",)

FILES = (
    Method(
        "files.getUploadURLExternal",
        get_upload_url,
        TIER_4,
        names("filename length"),
        names("alt_txt snippet_type"),
        _WRITE,
    ),
    Method(
        "files.completeUploadExternal",
        complete_upload,
        TIER_4,
        names("files"),
        names("channel_id thread_ts channels initial_comment blocks username icon_url icon_emoji"),
        _WRITE,
    ),
)
