"""Answers by id, which every protocol can bring."""


class ById(dict):
    """What a public method answers of several records: {id: …}.

    Over XML-RPC, whose keys are words, the ids are words, as they are in JSON
    (``controllers/xmlrpc.py``).
    """


def by_id(answer):
    """Return an answer in which what is by id says so, however deep it is.

    :param answer: of a public method
    """
    if not isinstance(answer, dict):
        return answer
    values = {key: by_id(value) for key, value in answer.items()}
    is_by_id = bool(values) and all(type(key) is int for key in values)
    return ById(values) if is_by_id else values
