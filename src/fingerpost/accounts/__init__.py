"""Who people are: users, their postings, what follows from them, and how they prove who they are."""
