"""The demo's meeting, played through the actions as a room would play it."""

from typing import Any

from actions import agenda, contacts, feedback, groups, ideas, paper, people, voting
from actions.clock import new_id
from domain.agenda import Kind
from domain.contacts import Entry, RequestState, Side
from domain.groups import GroupRole
from domain.visitor import Role, Visitor
from domain.voting import Subject
from storage import paper as paper_store
from storage import workshop as store
from storage.database import reading


class Play:
    """The meeting of demo.yaml, step by step. Ids of the file lead to ids of the database."""

    def __init__(self, data: dict[str, Any], workshop_id: int) -> None:
        self.data = data
        self.event = data["veranstaltung"]
        self.workshop_id = workshop_id
        self.facilitator = Visitor(Role.FACILITATOR, workshop_id=workshop_id)
        self.institutions = {row["id"]: row for row in data["institutionen"]}
        with reading() as tx:
            fields = {field.name: field.id for field in store.fields(tx, workshop_id)}
            chips = {chip.name: chip.id for chip in store.chips(tx, workshop_id)}
        self.fields = {row["id"]: fields[row["name"]] for row in data["handlungsfelder"]}
        self.chips = {row["id"]: chips[row["name"]] for row in data["stichworte"]}
        self.people: dict[str, Visitor] = {}
        self.at_desk: set[str] = set()
        self.ideas: dict[str, int] = {}
        self.clusters: dict[str, int] = {}

    def everything(self) -> None:
        self.check_in()
        self.start(Kind.IDEAS)
        self.contribute()
        self.start(Kind.CLUSTER)
        self.cluster()
        self.start(Kind.VOTE)
        self.vote()
        self.start(Kind.EXCHANGE)
        self.exchange()
        self.start(Kind.GROUPS)
        self.form_groups()
        self.start(Kind.FEEDBACK)
        self.give_feedback()

    def start(self, kind: Kind) -> None:
        activity = next(row for row in agenda.agenda_of(self.facilitator) if row.kind is kind)
        agenda.start_activity(self.facilitator, activity.id)

    def check_in(self) -> None:
        for row in self.data["teilnehmende"]:
            institution = self.institutions[row["institution"]]
            form = {
                "name": row["name"],
                "institution": institution["name"],
                "institution_type": institution["typ"],
            }
            if row["simulation"]["geraet"] == "keins":
                person_id = people.enter_at_desk(self.facilitator, **form)
                self.at_desk.add(person_id)
                self.people[row["id"]] = Visitor(Role.PARTICIPANT, workshop_id=self.workshop_id, person_id=person_id)
            else:
                self.people[row["id"]] = people.check_in(self.workshop_id, new_id(), **form)

    def contribute(self) -> None:
        for row in self.data["ideen"]:
            author = row["eingebracht_von"]
            self.ideas[row["id"]] = ideas.contribute_idea(
                self.people[author or "p01"],
                title=row["titel"],
                text=row["text"],
                field_id=self.fields[row["handlungsfeld"]],
                anonymous=author is None,
            )

    def cluster(self) -> None:
        for row in self.data["cluster"]:
            cluster_id = ideas.create_cluster(self.facilitator, row["titel"])
            self.clusters[row["id"]] = cluster_id
            for idea in row["ideen"]:
                ideas.move_idea(self.facilitator, self.ideas[idea], cluster_id)

    def vote(self) -> None:
        """The known totals, dealt out to the ballots one dot after the other."""
        rule = self.event["mehrpunktabfrage"]
        round_id = voting.open_round(
            self.facilitator,
            subject=Subject.CLUSTERS,
            budget=rule["punkte_pro_person"],
            maximum=rule["max_pro_option"],
        )
        options = {option.cluster_id: option.id for option in voting.options_of(self.facilitator, round_id)}
        dots = [options[self.clusters[cluster]] for cluster, total in rule["ergebnis"].items() for _ in range(total)]
        voters = list(self.people.values())[: rule["stimmzettel"]]
        sheets = self.sheets_for(self.at_desk & {voter.person_id or "" for voter in voters}, round_id)
        for place, voter in enumerate(voters):
            mine = dots[place :: len(voters)]
            counts = {option: mine.count(option) for option in mine}
            if voter.person_id in sheets:
                paper.enter_sheet(self.facilitator, sheets[voter.person_id], counts, person_id=voter.person_id)
            else:
                voting.fill_ballot(voter, round_id, counts)
        voting.close_round(self.facilitator, round_id)
        voting.show_result(self.facilitator, round_id)

    def sheets_for(self, voters: set[str], round_id: int) -> dict[str, str]:
        """The number of a printed ballot for each of those without a device."""
        paper.print_sheets(self.facilitator, round_id, len(voters) + 2)
        with reading() as tx:
            numbers = [sheet.number for sheet in paper_store.of_round(tx, round_id)]
        return dict(zip(sorted(voters), numbers, strict=False))

    def exchange(self) -> None:
        for row in self.data["teilnehmende"]:
            entries = [
                Entry(side, self.chips[entry["stichwort"]], entry["text"])
                for side, key in ((Side.OFFER, "biete"), (Side.SEEK, "suche"))
                for entry in row[key]
            ]
            contacts.save_profile(
                self.people[row["id"]],
                entries=entries,
                field_ids=[self.fields[field] for field in row["interessen"]],
                visible=row["einwilligung"]["kontaktweitergabe"],
                email=row["email"],
            )
        for row in self.event["kontaktwuensche"]:
            self.request_contact(row)

    def request_contact(self, row: dict[str, Any]) -> None:
        sender, receiver = self.people[row["von"]], self.people[row["an"]]
        request_id = contacts.send_request(sender, receiver.person_id or "", self.chips[row["stichwort"]])
        state = {
            "angenommen": RequestState.ACCEPTED,
            "abgelehnt": RequestState.DECLINED,
            "zurueckgezogen": RequestState.WITHDRAWN,
            "offen": RequestState.OPEN,
        }[row["status"]]
        if state in (RequestState.ACCEPTED, RequestState.DECLINED):
            contacts.answer_request(receiver, request_id, accept=state is RequestState.ACCEPTED)
        elif state is RequestState.WITHDRAWN:
            contacts.withdraw_request(sender, request_id)

    def form_groups(self) -> None:
        names = {row["id"]: row["name"] for row in self.data["institutionen"]}
        for row in self.event["steckbriefe"]:
            group_id = groups.choose_group(
                self.facilitator, title=row["titel"], cluster_id=self.clusters[row["cluster"]]
            )
            profile = {
                "goal": row["ziel"],
                "lead_organisation": names.get(row["moeglicher_traeger"], ""),
                "partners": ", ".join(names[partner] for partner in row["partner"]),
                "next_step": row["naechster_schritt"],
                "due": row["bis"],
                "open_question": row["offen"],
            }
            groups.change_profile(self.facilitator, group_id, profile)
            self.join_group(group_id, row)

    def join_group(self, group_id: int, row: dict[str, Any]) -> None:
        """The contact person leads; one person of each partner institution joins."""
        groups.join_group(self.people[row["ansprechperson"]], group_id, GroupRole.LEAD)
        for institution in row["partner"]:
            partner = next(
                (
                    person["id"]
                    for person in self.data["teilnehmende"]
                    if person["institution"] == institution and person["id"] != row["ansprechperson"]
                ),
                None,
            )
            if partner:
                groups.join_group(self.people[partner], group_id, GroupRole.PARTNER)

    def give_feedback(self) -> None:
        for place, line in enumerate(self.event["blitzlicht"]):
            feedback.give_feedback(list(self.people.values())[place], rating=None, takeaway=line)
