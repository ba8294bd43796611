SITENAME = "Ponts du Sud-Ouest"
PATH = "content"
