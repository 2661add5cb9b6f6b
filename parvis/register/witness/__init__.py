"""A small witness of ours (C2SP tlog-witness): it remembers how long each log was, and signs what grew from that."""
