"""`sheetsync doctor`: whether everything the main job needs is there, and what to do about what is not."""
