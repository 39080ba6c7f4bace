"""What comes back from officials: whose a file is, what is new in it, where files of one official differ. Pure."""
