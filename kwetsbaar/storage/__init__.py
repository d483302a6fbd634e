"""The only place that touches a disk, a key or a database."""
