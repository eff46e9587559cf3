"""The house rules that imports cannot show: each finds its violations in a syntax tree and yields their lines."""

import ast
from collections.abc import Iterator

DATABASE_WORDS = frozenset({"session", "engine", "execute"})
SPOKEN = frozenset({"_", "ngettext", "pgettext"})
MARKED = SPOKEN | {"N_"}

_Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda


def database_words(tree: ast.AST) -> Iterator[int]:
    """Names that only somebody with a database in hand needs."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name | ast.Attribute | ast.arg | ast.FunctionDef | ast.keyword | ast.alias):
            names = {getattr(node, field, None) for field in ("id", "attr", "arg", "name", "asname")}
            if names & DATABASE_WORDS:
                yield node.lineno


def texts_spoken_at_import(tree: ast.AST) -> Iterator[int]:
    """Translations made while a module loads: they would keep the language of that moment for ever."""
    for node in _run_at_import(tree):
        if _called(node) in SPOKEN:
            yield _line(node)


def texts_that_cannot_be_gathered(tree: ast.AST) -> Iterator[int]:
    """Marked texts put together before they are marked: no catalogue can hold them."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _called(node) in MARKED:
            made = (ast.JoinedStr, ast.BinOp, ast.Call)
            if any(isinstance(argument, made) and not _is_count(node, argument) for argument in node.args):
                yield node.lineno


def item_models(tree: ast.AST) -> Iterator[int]:
    """Classes a list or a table of Qt asks for its rows."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and any(_is_item_model(base) for base in node.bases):
            yield node.lineno


def calls_left_to_qt(tree: ast.AST) -> Iterator[int]:
    """Calls for later that Qt keeps when whoever wished for them has gone; `ui.soon` lets go of them."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _called(node) == "singleShot":
            yield _line(node)


def floats(tree: ast.AST) -> Iterator[int]:
    """Binary fractions: money has none."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, float):
            yield node.lineno
        if isinstance(node, ast.Name) and node.id == "float":
            yield node.lineno


def catches_everything(tree: ast.AST) -> Iterator[int]:
    """Handlers that take any failure for theirs; one that raises it again or hands it to a future is none."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ExceptHandler):
            caught = {"BaseException"} if node.type is None else _names(node.type)
            again = isinstance(node.body[-1], ast.Raise) and node.body[-1].exc is None
            handed_on = any(_called(part) == "set_exception" for part in ast.walk(node))
            if "Exception" in caught or ("BaseException" in caught and not (again or handed_on)):
                yield node.lineno
        elif _called(node) == "suppress" and _names(node) & {"Exception", "BaseException"}:
            yield _line(node)


def replacing_inserts(tree: ast.AST) -> Iterator[int]:
    """SQL that deletes a row behind the recorder's back; a docstring may speak of it."""
    spoken = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in spoken:
            words = " ".join(node.value.upper().split())
            if "INSERT OR REPLACE" in words or words.startswith("REPLACE INTO"):
                yield node.lineno


def imports_of(tree: ast.AST, module: str) -> Iterator[int]:
    """Imports of one module, in any of its forms."""
    package, _, name = module.rpartition(".")
    for node in ast.walk(tree):
        names = {alias.name for alias in node.names} if isinstance(node, ast.Import | ast.ImportFrom) else set()
        if isinstance(node, ast.Import) and module in names:
            yield node.lineno
        if isinstance(node, ast.ImportFrom) and (node.module == module or (node.module == package and name in names)):
            yield node.lineno


def commands_without_label(tree: ast.AST) -> Iterator[int]:
    """Commands whose undo would have no name: the label is a marked text."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            for decorator in node.decorator_list:
                bare = isinstance(decorator, ast.Name) and decorator.id == "command"
                labels = decorator.args[:1] if isinstance(decorator, ast.Call) else []
                if bare or (_called(decorator) == "command" and not any(_called(label) == "N_" for label in labels)):
                    yield node.lineno


def _run_at_import(tree: ast.AST) -> Iterator[ast.AST]:
    """The nodes that run while the module loads: everything but the bodies of functions."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        yield node
        if isinstance(node, _Function):
            # Defaults and decorators run at import, the body does not.
            waiting += [*node.args.defaults, *(default for default in node.args.kw_defaults if default)]
            waiting += getattr(node, "decorator_list", [])
        else:
            waiting += ast.iter_child_nodes(node)


def _called(node: ast.AST) -> str:
    if not isinstance(node, ast.Call):
        return ""
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""


def _names(node: ast.AST) -> set[str]:
    return {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}


def _line(node: ast.AST) -> int:
    return getattr(node, "lineno", 0)


def _is_count(call: ast.Call, argument: ast.expr) -> bool:
    """The number `ngettext` counts by is worked out, and a mark may be handed on: neither is a text made here."""
    if _called(call) == "ngettext" and argument is call.args[-1]:
        return True
    return isinstance(argument, ast.Call) and _called(argument) not in {"format", "join"}


def _is_item_model(base: ast.expr) -> bool:
    named = base.value if isinstance(base, ast.Subscript) else base
    name = named.id if isinstance(named, ast.Name) else named.attr if isinstance(named, ast.Attribute) else ""
    return name.endswith("Model") and (name.startswith("Q") or name == "RowModel")
