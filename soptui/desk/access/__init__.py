"""Who sits here: accounts, tries, whose session it is."""
