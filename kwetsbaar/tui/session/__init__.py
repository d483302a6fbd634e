"""The guided session: one question at a time, from the first key to the page that is kept."""
