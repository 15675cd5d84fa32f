"""Reading for reminders: the inbox, what a weekly letter says, the days on which nothing is sent."""
