"""What lasts: the tables, the store, and what is read from and written to them."""
