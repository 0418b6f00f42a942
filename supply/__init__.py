"""What comes from others: which version with which hash, under which licence, with which known weakness."""
