"""What other reading tools give back: pages, links, highlights and notes, one module a tool."""
