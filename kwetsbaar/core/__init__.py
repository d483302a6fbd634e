"""The pure heart: entries, packs and sessions as values. No disk, clock, crypto, terminal or network."""
