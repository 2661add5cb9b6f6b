"""All commitments: what an address asks for, what is left to choose, how a selection is drawn and handed out."""
