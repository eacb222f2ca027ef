"""What the people in the workspace can do, and what they see."""
