"""The data folder as a whole: backing it up, putting a backup back, moving it."""
