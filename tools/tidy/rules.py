"""What tools/tidy holds the tree to, as data. Every rule carries its reason; a line is excused by

// tidy: RULE because REASON
"""

MAX_FILE_LINES = 400
MAX_FUNCTION_LINES = 60
MAX_LINE = 110        # of C++; prose-like sources below have a little more
MAX_LINE_OTHER = 120
SIZE_WHY = "what does not fit on a few screens holds more than one thing: split it by what it is about"

CODE = (".cpp", ".h", ".py", ".sql", ".cmake", ".ts", ".tsx", ".js", ".mjs", ".sh")
CODE_FOLDERS = ("script/", ".ci/", "tools/where", "tools/new-operation", "packaging/")
SKIPPED_FOLDERS = {".git", "build", "data", "node_modules", "__pycache__", ".cache"}
# Data, not something one reads from top to bottom.
GENERATED = "// Generated from contract/"  # how a committed generated file begins
LONG_FILES_ALLOWED = ("_vectors.h", "_vectors.txt", "package-lock.json")

# A library may link what lies in its own layer or below. Protocol libraries stand aside: no V3, no store.
LAYERS = {
    "base": 0,
    "config": 1,
    "docs": 1,
    "web": 1,
    "crypto": 1,
    "json": 1,
    "net": 1,
    "db": 1,
    "phone": 1,
    "locale": 1,
    "xml": 1,
    "captcha": 1,
    "css": 1,
    "svg": 2,
    "qr": 1,
    "image": 1,
    "text": 1,
    "useragent": 1,
    "geo": 1,
    "dto": 1,
    "db_testing": 1,
    "connectors": 2,
    "social": 2,
    "api": 2,
    "oidc": 2,
    "webauthn": 2,
    "saml": 2,
    "cas": 2,
    "ldap": 2,
    "login": 3,
    "app": 9,
}
MODULE_LAYER = 4
PROTOCOLS = ("oidc", "webauthn", "saml", "cas", "ldap")
PROTOCOLS_NEVER = ("api", "db", "dto")

# Third-party headers: (beginning, folders that may see it, why only there).
THIRD_PARTY = [
    ("openssl/", ("crypto", "net"), "keys and digests have one owner; net needs it for TLS"),
    ("sodium", ("crypto",), "password hashing has one owner"),
    ("crypt.h", ("crypto",), "imported password hashes are checked in one place"),
    ("boost/json", ("json",), "its headers cost seconds in every file that sees them"),
    ("boost/", ("net",), "Asio and Beast cost 5 to 12 seconds a file"),
    ("curl/", ("net",), "all outbound traffic passes the egress filter in net"),
    ("sqlite3.h", ("db",), "the unit of work is the only door to the store"),
    ("libpq-fe.h", ("db",), "the unit of work is the only door to the store"),
    ("yaml-cpp/", ("config",), "it throws, and only the configuration is YAML"),
    ("re2/", ("phone", "users", "pools"), "patterns are compiled in few places, where they can be bounded"),
    ("unicode/", ("text",), "ICU is large; text is normalised in one place"),
    ("pcre2.h", ("passwords",), "patterns of administrators run under limits, in one place"),
    ("zxcvbn.h", ("passwords",), "one list of common passwords, asked in one place"),
    ("CLI/", ("app",), "only the program has a command line"),
    ("doctest/", ("*_test.cpp", "*/test_*", "*/testing/*", "*/testing.h"), "tests only"),
    ("png.h", ("captcha", "image"), "pictures are drawn in one place, and read in another"),
    ("turbojpeg.h", ("image",), "pictures of strangers are read in one place"),
    ("maxminddb.h", ("geo",), "places of addresses are looked up in one place"),
    ("libxml/", ("xml", "saml"), "documents of strangers are parsed in one place, without DTDs"),
    ("xmlsec/", ("saml",), "XML signatures are checked in one place"),
    ("ldap.h", ("ldap",), "directories are asked in one place, over TLS only"),
    ("openldap.h", ("ldap",), "the same library"),
    ("qrencode.h", ("qr",), "pictures of codes are drawn in one place"),
    ("wslay/wslay.h", ("net",), "frames of websockets are read in one place"),
    ("zlib.h", ("captcha", "docs", "net", "qr", "saml"), "compression is rare"),
]
SYSTEM_HEADERS = (
    "sys/",
    "arpa/",
    "netinet/",
    "linux/",
    "net/",
    "unistd.h",
    "fcntl.h",
    "poll.h",
    "pthread.h",
    "signal.h",
    "stdlib.h",
    "netdb.h",
    "endian.h",
    "errno.h",
    "time.h",
    "pwd.h",
    "grp.h",
    "dirent.h",
    "sched.h",
    "malloc.h",
    "string.h",
    "stdio.h",
    "stdint.h",
    "termios.h",
    "immintrin.h",
    "dlfcn.h",
)

# (rule, pattern, where it is allowed, what to do instead and why). In C++, outside comments and strings.
BANNED = [
    (
        "rand",
        r"\b(?:s?rand|random)\(|std::random_device|std::mt19937",
        ("_test.cpp", "tests/crash/", "bench/"),
        "use crypto::random_bytes or new_id(): predictable numbers become predictable codes",
    ),
    (
        "parse",
        r"\bstd::sto(?:i|l|ul|ll|ull|f|d)\b|\bato[ifl]l?\(|\bstrto(?:l|ul|ll|ull|d)\(",
        ("_test.cpp", "/test_", "tests/", "testing/"),
        "use parse_int() of base/encoding.h: these throw, skip blanks or take half a number",
    ),
    (
        "clock",
        r"system_clock::now|\btime\((?:nullptr|NULL|0)\)|\bgettimeofday\(",
        ("src/base/clock.cpp",),
        "take a Clock: tests and development mode move time",
    ),
    (
        "print",
        r"\bf?printf\(|std::c(?:out|err)\b|\bputs\(",
        ("src/app/", "cmake/", "src/base/log.cpp", "_fuzz.cpp", "bench/", "sdk/", "testing/", "tests/crash/"),
        "use log::info and its like: one structured line, and secrets stay out by habit",
    ),
    (
        "unbounded",
        r"\b(?:strcpy|strcat|sprintf|vsprintf|gets)\(",
        (),
        "use std::string: these write past the end",
    ),
    (
        "regex",
        r"std::regex",
        (),
        "use RE2 or a few lines by hand: std::regex recurses until the stack is gone",
    ),
    (
        "sleep",
        r"\bsleep_(?:for|until)\(|\bu?sleep\(|\bnanosleep\(",
        ("bench/",),
        "wait for the condition itself, with a deadline: sleeping tests are slow and fail on a busy machine",
    ),
    (
        "getenv",
        r"\bgetenv\(|\bsetenv\(",
        ("src/config/", "src/app/", "testing/", "_test.cpp"),
        "make it a setting in contract/config.yaml, so that it is documented and checked",
    ),
    (
        "throw",
        r"\bthrow\b",
        ("sdk/", "_test.cpp"),
        "return an Error: we never throw (docs/decisions/0001-result.md)",
    ),
    ("detach", r"\.detach\(\)", (), "join every thread: a detached one outlives what it uses"),
    ("using-std", r"using namespace std;", (), "write std::, readers should see what is ours"),
    (
        "name",
        r"\b(?:class|struct)\s+\w*(?:Manager|Helper|Utils?|Impl)\b(?!;)",
        (),
        "say what it is: Manager, Helper, Util and Impl fit everything and mean nothing",
    ),
]

# Matched in every text file, comments included.
_LATER = "|".join(("TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK"))
TEXT = [
    ("leftover", rf"\b(?:{_LATER})\b", "finish it or open an issue: what is in the tree works"),
    ("machine-path", r"(?<![\w.])/(?:root|home|wo" + r"rk)/\w", "write paths relative to the repository"),
]
