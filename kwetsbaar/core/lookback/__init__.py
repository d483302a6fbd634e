"""Looking back: what the pages together say, as figures and as the person's own words.

`facts` says what is kept of one page for it, `records` reads that again, `views` holds one module for each way of
looking, and `blocks` is what a view shows, for any face to draw.
"""
