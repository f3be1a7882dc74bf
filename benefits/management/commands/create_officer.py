from __future__ import annotations

import getpass
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from benefits.desk.appointing import UnusableAppointmentError, make_officer, new_password, read_appointment
from benefits.desk.second_factor import needs_second_factor


class Command(BaseCommand):
    help = "Make an officer's account and appoint it. 新建工作人员账号。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", help="the account's name; it stays as it is 账号名，以后不能改")
        parser.add_argument(
            "appointments",
            nargs="+",
            metavar="REGION:ROLE",
            help="such as 370100:editor 370102:reviewer+questions; roles: editor 编辑, reviewer 审核, "
            "auditor 查阅, administrator 账号管理; +questions 也管问题",
        )
        parser.add_argument(
            "--generate", action="store_true", help="make a password and print it, rather than ask for one 生成密码"
        )

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - Django's signature
        try:
            appointments = [read_appointment(text) for text in options["appointments"]]
            password = new_password() if options["generate"] else self._ask()
            account = make_officer(options["name"], password, appointments)
        except UnusableAppointmentError as error:
            raise CommandError(f"No account was made 没有新建账号: {error}") from error
        held = "、".join(str(one) for one in account.appointments.select_related("region"))
        self.stdout.write(f"Account 账号 {account.username}: {held}")
        if options["generate"]:
            self.stdout.write(f"Password 密码: {password}")
        if needs_second_factor(account):
            self.stdout.write("It enrols its second factor at the first sign-in. 第一次登录时绑定手机验证器。")

    def _ask(self) -> str:
        if not sys.stdin.isatty():
            raise CommandError("There is no terminal to ask for a password: add --generate. 请加 --generate。")
        password = getpass.getpass("Password 密码: ")
        if getpass.getpass("Again 再输一遍: ") != password:
            raise CommandError("The two passwords differ. 两次输入不一样。")
        return password
