"""Who is told by e-mail of what: the mail server, people's addresses, what there is to tell."""
