"""What the wizards at the entrance share: their frame, and what each of their pages can do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QTimer, Signal

from ccmdesk.client.forms.entrance_wizard import Ui_EntranceWizard
from ccmdesk.client.viewmodels import words
from ccmdesk.client.views.agency_words import agencies
from ccmdesk.client.widgets.announce import announce
from ccmdesk.client.widgets.form_field import FormField
from ccmdesk.client.widgets.room import room, stack
from ccmdesk.client.widgets.screen import Screen
from ccmdesk.core.errors import ErrorCode

if TYPE_CHECKING:
    from enum import Enum

    from PySide6.QtCore import SignalInstance
    from PySide6.QtGui import QHideEvent, QShowEvent
    from PySide6.QtWidgets import QWidget

    from ccmdesk.client.work import Failure
    from ccmdesk.wire.messages import Caisse

    class WizardState(Protocol):
        """What the frame reads of a wizard's state."""

        @property
        def step(self) -> Enum: ...
        @property
        def busy(self) -> bool: ...
        @property
        def failure(self) -> Failure | None: ...
        @property
        def wrong(self) -> frozenset[str]: ...

    class WizardModel(Protocol):
        """What the frame asks of a wizard's model."""

        changed: SignalInstance
        caisses: tuple[Caisse, ...]

        @property
        def state(self) -> WizardState: ...
        def back(self) -> None: ...
        def cancel(self) -> None: ...


ACTIONS_WIDTH = 520


class WizardPage(Screen):
    """One page. `submitted`: Enter was pressed where the page ends. Its secrets go when it is hidden."""

    submitted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "part")  # of the card that it stands in: no ground of its own

    def submit(self) -> None:
        """Give what was typed to the model."""

    def show_state(self, state: WizardState) -> None:
        """Show which fields are wrong, and whether anything may be changed."""

    def takes(self, failure: Failure) -> bool:  # noqa: ARG002 -- pages that have a field for some failure override this
        """Whether the page itself says this failure, beside one of its fields."""
        return False

    def sentence(self, failure: Failure) -> str:
        """Say a failure as this page would."""
        return words.sentence(failure)

    def point_out(self, failure: Failure | None) -> None:  # noqa: ARG002 -- pages that clear a field override this
        """Put the cursor into the first field that is wrong."""
        fields = (part for part in vars(self._form).values() if isinstance(part, FormField))
        wrong = next((field.editor() for field in fields if field.error()), None)
        if wrong is not None:
            wrong.setFocus()

    def first(self) -> QWidget | None:
        """Where the customer goes on."""
        return None

    def forget(self) -> None:
        """Leave no secret in any widget."""

    def showEvent(self, event: QShowEvent) -> None:
        """Put the cursor where the customer goes on."""
        super().showEvent(event)
        if not event.spontaneous():
            QTimer.singleShot(0, self, self._focus)

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep no secret in a page that nobody sees."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.forget()

    def _focus(self) -> None:
        first = self.first()
        if first is not None:
            first.setFocus()


class EntranceWizard(Screen):
    """Title, stepper, banner, one page at a time, « Retour », « Annuler » and the button that goes on.

    A subclass makes the pages (`make_page`) and gives the words: `names` of the steps in their order, `heading`,
    `next_text`. Pages are made when they are reached and deleted when they are left.
    """

    def __init__(self, model: WizardModel, steps: type[Enum], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model, self._steps = model, list(steps)
        self._step: Enum | None = None
        self.page: WizardPage | None = None
        self.ui = Ui_EntranceWizard()
        self.compose(self.ui)
        self.ui.nextButton.activated.connect(self._submit)
        self.ui.backButton.clicked.connect(model.back)
        self.ui.cancelButton.clicked.connect(model.cancel)
        model.changed.connect(self._follow)
        self.retranslate()

    def names(self) -> list[str]:
        """Name the steps."""
        raise NotImplementedError

    def heading(self) -> str:
        """Name the wizard."""
        raise NotImplementedError

    def next_text(self, step: Enum) -> str:
        """Name what the main button does."""
        raise NotImplementedError

    def make_page(self, step: Enum) -> WizardPage:
        """Make the page of a step."""
        raise NotImplementedError

    def may_go_back(self, step: Enum) -> bool:  # noqa: ARG002 -- wizards with a step of no return override this
        """Whether the page before can be shown again."""
        return True

    def arrange(self) -> None:
        """Put the buttons below one another when the text is large."""
        stack(self.ui.actions, narrow=room(self) < ACTIONS_WIDTH)

    def retranslate(self) -> None:
        self.ui.title.setText(self.heading())
        self.setWindowTitle(self.heading())
        self.ui.stepper.set_steps(self.names(), self._steps.index(self._model.state.step))
        self.ui.backButton.setAccessibleName(self.ui.backButton.text())
        self._name_next(self._model.state)
        self.refresh()

    def refresh(self) -> None:
        """Show the model's state."""
        state = self._model.state
        if state.step is not self._step:
            self._turn(state.step)
        self.ui.nextButton.set_busy(state.busy)
        self.ui.backButton.setEnabled(not state.busy)
        self.ui.cancelButton.setEnabled(not state.busy)
        self.ui.backButton.setVisible(state.step is not self._steps[0] and self.may_go_back(state.step))
        if self.page is not None:
            self.page.show_state(state)
            self._say(self.page, state.failure)

    def _follow(self) -> None:
        """Show what has changed; lead back to the first field that is wrong."""
        self.refresh()
        if self.page is not None and not self._model.state.busy:
            self.page.point_out(self._model.state.failure)

    def _say(self, page: WizardPage, failure: Failure | None) -> None:
        text = "" if failure is None or page.takes(failure) else page.sentence(failure)
        if failure is None or not text:
            self.ui.banner.clear()
            return
        if failure.code is ErrorCode.ACCESS_LOCKED and self._model.caisses:
            text = "\n".join([text, *agencies(self._model.caisses)])
        if text != self.ui.banner.message_text() or self.ui.banner.isHidden():
            quiet = failure.code in {ErrorCode.SESSION_ENDED, ErrorCode.SERVER_BUSY}
            self.ui.banner.show_message("info" if quiet else "error", text)

    def _turn(self, step: Enum) -> None:
        """Leave a page, with its secrets, for another."""
        self._step = step
        old, self.page = self.page, None
        if old is not None:
            old.forget()
            old.hide()
            self.ui.stepsLayout.removeWidget(old)
            old.deleteLater()
        self.ui.nextButton.set_busy(False)
        page = self.page = self.make_page(step)
        page.setParent(self.ui.steps)
        page.submitted.connect(self.ui.nextButton.click)
        self.ui.stepsLayout.addWidget(page)
        self.ui.stepper.set_current(self._steps.index(step))
        self._name_next(self._model.state)
        page.show()
        announce(self, self.ui.stepper.accessibleName())

    def _name_next(self, state: WizardState) -> None:
        if not state.busy:
            self.ui.nextButton.setText(self.next_text(state.step))

    def _submit(self) -> None:
        if self.page is not None:
            self.page.submit()
            self.ui.nextButton.set_busy(self._model.state.busy)
