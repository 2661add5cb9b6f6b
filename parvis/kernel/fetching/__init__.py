"""The guarded client: the one way in which an address that a person gave is fetched.

    with GuardedClient().fetch("https://example.org/plan") as answer:   # parvis.kernel.fetching.client
        answer.status, answer.body.read()

Never call it in a transaction: on SQLite that holds up every other writer until the other server has answered.
"""
