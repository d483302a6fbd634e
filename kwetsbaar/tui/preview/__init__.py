"""The preview: a pack tried out while its author writes it. Nothing of it is saved, and the file is followed."""
