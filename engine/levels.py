"""What is made before what it is made of."""


def low_level_order(nodes, components):
    """Return nodes so that each stands before the components it is made of.

    A circle is cut where it closes: the component that leads back is left where it is.

    :param nodes: iterable of nodes that can be sorted
    :param components: function (node) → iterable of nodes that it is made of
    :return: list of the nodes and all their components
    """
    done, order = set(), []
    for first in sorted(nodes, key=_key):
        # Depth first, without recursion: bills may be deep.
        path = [(first, None)] if first not in done else []
        while path:
            node, rest = path[-1]
            if rest is None:
                done.add(node)
                rest = iter(sorted(components(node), key=_key))
                path[-1] = (node, rest)
            for component in rest:
                if component not in done:
                    path.append((component, None))
                    break
            else:
                path.pop()
                order.append(node)
    return order[::-1]


def _key(node):
    return [(value is not None, value or 0) for value in node]
