#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Latchkey authors
# SPDX-License-Identifier: Apache-2.0
"""Works at the program from outside, as a screen reader would: by the names and roles it tells.

Opens the demo, disables a key, reviews and applies that, takes it back, and closes the program. Needs an X display and
a session bus of its own; see robot.sh.
"""
import subprocess
import sys
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi  # noqa: E402

PATIENCE = 30


def walk(node):
    node.clear_cache()  # what comes and goes without an event would stay as it was
    yield node
    for index in range(node.get_child_count()):
        child = node.get_child_at_index(index)
        if child is not None:
            yield from walk(child)


def usable(node):
    states = node.get_state_set()
    return states.contains(Atspi.StateType.SHOWING) and states.contains(Atspi.StateType.ENABLED)


def wait_for(what, look):
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            found = look()
        except gi.repository.GLib.GError:  # it went away while being read
            found = None
        if found:
            return found
        time.sleep(0.05)
    sys.exit(f"not found: {what}")


class Program:
    def __init__(self, path, folder):
        self.process = subprocess.Popen([path, "--data-dir", folder, "--demo"])
        self.root = wait_for("the program on the accessibility bus", self._find)

    def _find(self):
        desktop = Atspi.get_desktop(0)
        for index in range(desktop.get_child_count()):
            child = desktop.get_child_at_index(index)
            if child is not None and child.get_process_id() == self.process.pid:
                return child
        return None

    def find(self, name, role=None):
        def look():
            for node in walk(self.root):
                if node.get_name() == name and usable(node) and (role is None or node.get_role_name() == role):
                    return node
            return None

        return wait_for(f"{role or 'something'} called {name!r}", look)

    def press(self, name, role=None):
        action = self.find(name, role).get_action_iface()
        for index in range(action.get_n_actions()):
            if action.get_action_name(index) in ("Press", "Toggle", "Click"):
                if not action.do_action(index):
                    sys.exit(f"{name!r} did not take the press")
                return
        sys.exit(f"{name!r} cannot be pressed")

    def shows(self, part):
        def look():
            return any(part in node.get_name() and node.get_state_set().contains(Atspi.StateType.SHOWING)
                       for node in walk(self.root))

        wait_for(f"the words {part!r}", look)


    def nameless(self):
        """Controls that nobody can call by a name. Viewports and the like say they can take the keyboard too."""
        telling = ("push button", "check box", "radio button", "toggle button", "text", "combo box", "spin button",
                   "table", "tree table", "list", "menu item")
        return [node.get_role_name() for node in walk(self.root)
                if usable(node) and node.get_role_name() in telling and not node.get_name()
                and node.get_parent() is not None and node.get_parent().get_role_name() not in ("combo box", "spin button")]


def main():
    program = Program(sys.argv[1], sys.argv[2])
    program.shows("of 44 activation keys")
    table = program.find("Activation keys").get_table_iface()
    headers = [table.get_column_header(column).get_name() for column in range(table.get_n_columns())]
    for wanted in ("State", "Title", "Owner", "Expires"):
        if wanted not in headers:
            sys.exit(f"the table has no column {wanted!r}: {headers}")
    title = table.get_accessible_at(6, headers.index("Title")).get_name()
    if not title:
        sys.exit("a cell has no text")
    if program.nameless():
        sys.exit(f"controls without a name: {program.nameless()}")

    field = program.find("Filter activation keys").get_editable_text_iface()
    field.set_text_contents(f'title:"{title}" -is:disabled')
    program.shows("of 44 activation keys")
    subprocess.run(["xdotool", "key", "ctrl+f", "Return", "Home"], check=True)  # to the table, its first row
    program.shows("1 selected")
    program.press("State", "check box")
    program.press("Stage change")
    program.press("Review 1 change")
    program.press("Apply 1 change")
    program.shows("1 change verified")
    program.press("Undo", "push button")
    program.press("Apply 1 change")
    program.shows("1 change verified")
    if program.nameless():
        sys.exit(f"controls without a name: {program.nameless()}")
    subprocess.run(["xdotool", "key", "ctrl+q"], check=True)
    if program.process.wait(PATIENCE) != 0:
        sys.exit("the program did not end well")
    print(f"disabled {title!r} and took it back, by names alone")


if __name__ == "__main__":
    main()
