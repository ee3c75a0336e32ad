"""Replays gen/negative_cases.json: every request that the contract's schemas refuse, for every live operation."""

import base64
import concurrent.futures
import json
import os
import pathlib

import contract
import genauth
import pytest
import requests
from scenes import new_name

THREADS = 8
CASES = json.loads((pathlib.Path(contract.OPENAPI).parent / "negative_cases.json").read_text(encoding="utf-8"))
ERRORS = contract.errors()


@pytest.fixture(name="caller", scope="module")
def one_caller():
    """Sends a case with the credentials that its audience needs; one kept connection for each thread."""
    quiet = {"GENAUTH_CODES_RESEND_MS": "0", "GENAUTH_CODES_RECIPIENT_PER_DAY": "0", "GENAUTH_CODES_POOL_PER_DAY": "0"}
    with genauth.Server(settings=quiet) as server:
        token, manager = server.person(new_name()), server.management_token()
        headers = {
            "user": {"x-authing-app-id": server.app_id, "authorization": token},
            "public": {"x-authing-app-id": server.app_id},
            "management": {"authorization": manager},
        }

        def send(session, case):
            sent = {**headers[case["audience"]], "x-authing-lang": "en-US"}
            body = base64.b64decode(case["body"]) if case["body"] is not None else None
            if case["padding"]:
                body = b'{"padding":"' + b"x" * case["padding"] + b'"}'
            if body is not None:
                sent["content-type"] = "application/json"
            return session.request(case["method"], server.base + case["path"], params=case["query"], data=body,
                                   headers=sent, timeout=30)

        yield send


def problem_of(case, response):
    """What is wrong with the answer, or None."""
    if response.status_code >= 500:
        return f"HTTP {response.status_code}"
    try:
        answer = response.json()
    except ValueError:
        return f"no JSON: {response.text[:200]}"
    if not case["expect"] and "statusCode" not in answer and contract.is_bare(case["method"], case["path"]):
        return contract.check(case["method"], case["path"], answer)
    if not answer.get("requestId") or not isinstance(answer.get("message"), str):
        return f"no envelope: {answer}"
    if answer["statusCode"] >= 500:
        return f"statusCode {answer['statusCode']}: {answer['message']}"
    wanted = case["expect"]
    if wanted and not speaks_of(answer, wanted):
        return f"expected {wanted}, got {answer}"
    contract.check(case["method"], case["path"], answer)
    return None


def speaks_of(answer, wanted):
    row = ERRORS[wanted["key"]]
    if answer["statusCode"] != row["statusCode"]:
        return False
    if "field" not in wanted:
        return True
    text = row["message"]["en-US"].replace("{field}", wanted["field"]).replace("{arg}", wanted["arg"])
    return answer["message"] == text


def replay(caller, cases):
    with requests.Session() as session:
        found = []
        for case in cases:
            try:
                problem = problem_of(case, caller(session, case))
            except (requests.RequestException, AssertionError) as error:
                problem = f"{type(error).__name__}: {error}"
            if problem:
                found.append(f"{case['method']} {case['path']}: {case['title']}: {problem}")
        return found


def test_there_are_cases_for_every_live_operation_that_takes_anything():
    assert len(CASES) > 1000 and len({case["operation"] for case in CASES}) > 15


def test_every_request_that_breaks_the_schema_is_refused_as_the_contract_says(caller):
    with concurrent.futures.ThreadPoolExecutor(THREADS) as pool:
        parts = [CASES[start::THREADS] for start in range(THREADS)]
        problems = [line for part in pool.map(lambda cases: replay(caller, cases), parts) for line in part]
    shown = "\n".join(problems[: int(os.environ.get("GENAUTH_SHOW_PROBLEMS", "20"))])
    assert not problems, f"{len(problems)} of {len(CASES)} cases:\n{shown}"
