"""One file a check, named code_name.py; the folder is the registry."""
