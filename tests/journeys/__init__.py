"""Stories in a real browser, each on a server, a worker, a database and files of its own."""
