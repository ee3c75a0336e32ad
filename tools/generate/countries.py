"""The countries and regions that have telephone numbers -> countries.cpp.

Calling codes come from the phone metadata (see phone.py), names from the CLDR data inside the pinned Node.
Letters of ISO 3166-1 alpha-3 stand here: no package that the build needs anyway has them.
"""

import argparse
import json
import pathlib
import subprocess

LANGUAGES = ["zh-CN", "en-US", "zh-TW", "ja-JP"]  # the order of locale::Language
FIRST = "CN"  # the product's own numbers

# alpha-2 and alpha-3 in one word. AC and TA are reserved, XK is in general use without being assigned.
ALPHA3 = """
ACASC ADAND AEARE AFAFG AGATG AIAIA ALALB AMARM AOAGO ARARG ASASM ATAUT AUAUS AWABW AXALA AZAZE BABIH BBBRB
BDBGD BEBEL BFBFA BGBGR BHBHR BIBDI BJBEN BLBLM BMBMU BNBRN BOBOL BQBES BRBRA BSBHS BTBTN BWBWA BYBLR BZBLZ
CACAN CCCCK CDCOD CFCAF CGCOG CHCHE CICIV CKCOK CLCHL CMCMR CNCHN COCOL CRCRI CUCUB CVCPV CWCUW CXCXR CYCYP
CZCZE DEDEU DJDJI DKDNK DMDMA DODOM DZDZA ECECU EEEST EGEGY EHESH ERERI ESESP ETETH FIFIN FJFJI FKFLK FMFSM
FOFRO FRFRA GAGAB GBGBR GDGRD GEGEO GFGUF GGGGY GHGHA GIGIB GLGRL GMGMB GNGIN GPGLP GQGNQ GRGRC GTGTM GUGUM
GWGNB GYGUY HKHKG HNHND HRHRV HTHTI HUHUN IDIDN IEIRL ILISR IMIMN ININD IOIOT IQIRQ IRIRN ISISL ITITA JEJEY
JMJAM JOJOR JPJPN KEKEN KGKGZ KHKHM KIKIR KMCOM KNKNA KPPRK KRKOR KWKWT KYCYM KZKAZ LALAO LBLBN LCLCA LILIE
LKLKA LRLBR LSLSO LTLTU LULUX LVLVA LYLBY MAMAR MCMCO MDMDA MEMNE MFMAF MGMDG MHMHL MKMKD MLMLI MMMMR MNMNG
MOMAC MPMNP MQMTQ MRMRT MSMSR MTMLT MUMUS MVMDV MWMWI MXMEX MYMYS MZMOZ NANAM NCNCL NENER NFNFK NGNGA NINIC
NLNLD NONOR NPNPL NRNRU NUNIU NZNZL OMOMN PAPAN PEPER PFPYF PGPNG PHPHL PKPAK PLPOL PMSPM PRPRI PSPSE PTPRT
PWPLW PYPRY QAQAT REREU ROROU RSSRB RURUS RWRWA SASAU SBSLB SCSYC SDSDN SESWE SGSGP SHSHN SISVN SJSJM SKSVK
SLSLE SMSMR SNSEN SOSOM SRSUR SSSSD STSTP SVSLV SXSXM SYSYR SZSWZ TATAA TCTCA TDTCD TGTGO THTHA TJTJK TKTKL
TLTLS TMTKM TNTUN TOTON TRTUR TTTTO TVTUV TWTWN TZTZA UAUKR UGUGA USUSA UYURY UZUZB VAVAT VCVCT VEVEN VGVGB
VIVIR VNVNM VUVUT WFWLF WSWSM XKXKX YEYEM YTMYT ZAZAF ZMZMB ZWZWE
"""

NAMES = """
const [languages, regions] = JSON.parse(require("fs").readFileSync(0));
const options = { type: "region", fallback: "none" };
const names = languages.map((language) => new Intl.DisplayNames(language, options));
console.log(JSON.stringify(regions.map((region) => names.map((name) => name.of(region)))));
"""


def names_of(node, regions):
    done = subprocess.run([node, "-e", NAMES], input=json.dumps([LANGUAGES, regions]),
                          capture_output=True, text=True, check=True)
    return dict(zip(regions, json.loads(done.stdout)))


def flag(alpha2):
    return "".join(chr(0x1F1E6 + ord(letter) - ord("A")) for letter in alpha2)


def rows_of(metadata, node):
    alpha3 = {word[:2]: word[2:] for word in ALPHA3.split()}
    missing = sorted(set(metadata["countries"]) - set(alpha3))
    if missing:
        raise SystemExit(f"countries: {missing} have no alpha-3 letters in tools/generate/countries.py")
    regions = sorted(metadata["countries"])
    names = names_of(node, regions)
    unnamed = [region for region in regions if not all(names[region])]
    if unnamed:
        raise SystemExit(f"countries: this Node has no names for {unnamed}")
    rows = [{"alpha2": region, "alpha3": alpha3[region],
             "phoneCountryCode": "+" + metadata["countries"][region][0], "flag": flag(region),
             "name": dict(zip(LANGUAGES, names[region]))} for region in regions]
    return sorted(rows, key=lambda row: (row["alpha2"] != FIRST, row["name"]["en-US"]))


def wire(row):
    names = {language: {"enabled": True, "value": name} for language, name in row["name"].items()}
    return json.dumps(row | {"name": names}, ensure_ascii=False, separators=(",", ":"))


def source(rows):
    def text(value):
        return json.dumps(value, ensure_ascii=False)

    lines = ["// Generated from the phone metadata and CLDR. Not to be edited.",
             '#include "locale/countries.h"',
             "", "namespace genauth::locale {", "namespace {", "constexpr Country kCountries[] = {"]
    for row in rows:
        names = ", ".join(text(row["name"][language]) for language in LANGUAGES)
        letters = f'"{row["alpha2"]}", "{row["alpha3"]}"'
        lines.append(f'    {{{letters}, "{row["phoneCountryCode"]}", "{row["flag"]}", {{{names}}}}},')
    lines += ["};", "constexpr std::string_view kJson ="]
    for position, row in enumerate(rows):
        lines.append("    " + text(("[" if position == 0 else ",") + wire(row)))
    lines += ['    "]}";  // the brace is no part of the array, see countries.h', "}  // namespace", "",
              "std::span<const Country> countries() { return kCountries; }",
              "std::string_view countries_json() { return kJson.substr(0, kJson.size() - 1); }", "",
              "}  // namespace genauth::locale", ""]
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--metadata", type=pathlib.Path, required=True, help="metadata.max.json")
    parser.add_argument("--node", required=True, help="the Node that knows the names")
    parser.add_argument("--out", type=pathlib.Path, required=True, help="where countries.cpp goes")
    options = parser.parse_args()
    metadata = json.loads(options.metadata.read_text(encoding="utf-8"))
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "countries.cpp").write_text(source(rows_of(metadata, options.node)), encoding="utf-8")


if __name__ == "__main__":
    main()
