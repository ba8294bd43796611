AUTHOR = ""
SITENAME = "Rails and Rye"
PATH = "content"
STATIC_PATHS = ["images"]
