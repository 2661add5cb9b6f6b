"""Every public page that draws on more than one room."""
