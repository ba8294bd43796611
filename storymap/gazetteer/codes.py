"""Divide the feature codes of GeoNames into kinds of places, such as "country" and "sea"."""

from __future__ import annotations

# Records contain indices into this tuple. Therefore, add new kinds at the end, and do not change the order.
KINDS = (
    "country",
    "admin1",
    "admin2",
    "city",
    "sea",
    "island",
    "land",
    "water",
    "region",
    "historical",
    "site",
    "dispute",
)

# Kind -> GeoNames feature class -> feature codes. They are explained at https://www.geonames.org/export/codes.html.
_CODES: dict[str, dict[str, str]] = {
    "sea": {"H": "OCN SEA GULF BAY STRT CHN FJD INLT SD BGHT LGNS", "U": "BNKU"},
    "water": {"H": "CNL LK LKS RSV LGN STM STMS FLLS GLCR GYSR SPNG HBR PND RPDS SPNT"},
    "region": {"L": "CONT RGN RGNH CRDR DMZ CST", "A": "ADM1H ADM2H ADM3H ADM4H ADMDH"},
    "historical": {"A": "PCLH"},
    "island": {"T": "ISL ISLS ATOL", "H": "RF SHOL", "U": "REEF"},
    "land": {
        "T": "PEN CAPE PT ISTH MTS MT PK PKS VLC PLAT VAL PASS HLL HLLS CNYN GRGE DSRT PLN BSN DLTA SPIT BCH ESC UPLD"
        " CRTR RDGE SDL GAP RK RKS CLF BUTE MESA DUNE KRST",
        "V": "FRST HTH MDW",
        "H": "SWMP WTLD MRSH",
        "L": "OAS",
    },
    "site": {
        "S": "AIRB INSM SPCP AIRP BLDG GOVL PAL MNMT SQR STDM UNIV NSITE DAM BDG MUS CH MSQE TMPL ARCH PRN CMPRF FT"
        " CSTL FCL HSP MN OILF PS PSN RSTN PRT THTR HTL HSTS CMTY CTRR TOWR MNQ SCH LIBR OBS ANS SHRN BDGQ RUIN CVNT"
        " AIRF AMTH AMUS CAVE GATE GDN HUT HUTS LTHSE MALL MKT MSTY MTRO OPRA PGDA PYR RECR RSTP STNB TMB WALL WALLA ZOO",
        "L": "NVB PRK RESN MILB BTL PORT",
        "R": "TNL ST RD RR TRL PRMN CSWY",
        "P": "PPLX PPLG PPLQ PPLH PPLW",
    },
    "country": {"A": "PCLI PCLD PCLS PCLIX PCL TERR"},
    "admin1": {"A": "ADM1"},
    "admin2": {"A": "ADM2"},
    "city": {"P": "PPL PPLC PPLA"},
}
KIND_OF = {code: kind for kind, table in _CODES.items() for codes in table.values() for code in codes.split()}
CLASS_OF = {code: letter for table in _CODES.values() for letter, codes in table.items() for code in codes.split()}
