"""Names of months, or the first letters of the names, in more languages. There is one row for each month.

The names are from the Unicode CLDR (with babel).
"""

from __future__ import annotations

MONTHS = (
    "қаң հնվ जन॰ ജനു ม.ค ມ.ກ ဇန် იან जाने জানু ጃንዋሪ មករា جنوری जनवरी ਜਨਵਰੀ ஜனவரி జనవరి ಜನವರಿ eanáir ionawr yanvar ژانویه જાન્યુ දුරුතු มกราคม ມັງກອນ jaanuar xaneiro հունվար студзень студзеня urtarrila",
    "փտվ ফেব ਫ਼ਰ ก.พ ກ.ພ თებ frar फ़र॰ பிப் නවම් ақпан فروری فوریه ఫిబ్ర ಫೆಬ್ರ ກຸມພາ ፌብሩዋሪ shkurt फ़रवरी फेब्रु ફેબ્રુ ഫെബ്രു កុម្ភៈ feabhra otsaila pebrero փետրվար chwefror veebruar กุมภาพันธ์ ဖေဖော်ဝါရီ",
    "մրտ മാർ ມ.ນ မတ် მარ ማርች մարտ مارچ ਮਾਰਚ மார் มี.ค ມີນາ មីនា kovas maart machi márta mäerz मार्च মার্চ માર્ચ mawrth наурыз మార్చి ಮಾರ್ಚ್ මැදින් มีนาคม сакавік",
    "ապր ஏப் බක් ມ.ສ აპრ ኤፕሪ เม.ย ເມສາ ဧပြီ មេសា prill сәуір آوریل اپریل एप्रि এপ্রি ਅਪ੍ਰੈ ఏప్రి ಏಪ್ರಿ ഏപ്രി ebrill अप्रिल अप्रैल એપ્રિલ เมษายน aibreán apirila красавік",
    "मई মে मे மே మే ಮೇ મે ਮਈ مه မေ ሜይ մյս مئی พ.ค ພ.ພ მაი മേയ് ឧសភា mejju мамыр մայիս වෙසක් พฤษภาคม ພຶດສະພາ bealtaine",
    "հնս جون जुन जून জুন ਜੂਨ જૂન ജൂൺ ივნ iyun xuño ژوئن ஜூன் జూన్ ಜೂನ್ มิ.ย ມິ.ຖ ဇွန် hunyo juuni ġunju ekaina jūnijs маусым հունիս පොසොන් ມິຖຸນາ មិថុនា mehefin qershor чэрвень чэрвеня มิถุนายน meitheamh",
    "հլս জুল ඇසළ ก.ค ກ.ລ ივლ ጁላይ iyul iúil जुलै जुल॰ ਜੁਲਾ ஜூலை జులై ಜುಲೈ ജൂലൈ hulyo juuli lulju xullo шілде ژوئیه जुलाई જુલાઈ jūlijs korrik ліпень ліпеня հուլիս جولائی កក្កដា uztaila กรกฎาคม ກໍລະກົດ ဇူလိုင် gorffennaf",
    "օգս اوت अग॰ ส.ค ສ.ຫ აგვ ኦገስ awst ogos اگست ਅਗਸਤ សីហា gusht тамыз अगस्ट अगस्त ऑगस्ट আগস্ট ઑગસ્ટ ສິງຫາ ဩဂုတ် avgust avqust lúnasa жніўня ஆகஸ்ட் ఆగస్టు ಆಗಸ್ಟ್ නිකිණි abuztua agustus awwissu жнівень օգոստոս สิงหาคม ഓഗസ്റ്റ്",
    "қыр սեպ সেপ ਸਤੰ ก.ย ກ.ຍ စက် სექ ሴፕቴ medi सित॰ செப் බිනර ستمبر સપ્ટે ກັນຍາ កញ្ញា iraila सप्टें सितंबर sentabr shtator верасня سپتامبر సెప్టెం ಸೆಪ್ಟೆಂ กันยายน sentyabr верасень സെപ്റ്റം सेप्टेम्बर",
    "қаз հոկ அக் වප් ต.ค ຕ.ລ ოქტ ኦክቶ ਅਕਤੂ ຕຸລາ តុលា tetor urria اکتبر ऑक्टो অক্টো ઑક્ટો అక్టో ಅಕ್ಟೋ ഒക്ടോ အောက် hydref اکتوبر अक्टू॰ ตุลาคม अक्टूबर अक्टोबर ഒക്‌ടോബർ кастрычнік",
    "қар նոյ नव॰ নভে ਨਵੰ નવે నవం നവം ඉල් พ.ย ພ.ຈ နို ნოე ኖቬም ನವೆಂ نومبر नवंबर ພະຈິກ azaroa noyabr nëntor نوامبر samhain ноември नोव्हें நவம்பர் tachwedd лістапад नोभेम्बर វិច្ឆិកា nobyembre พฤศจิกายน",
    "դեկ ਦਸੰ டிச ธ.ค ທ.ວ დეკ ዲሴም दिस॰ ডিসে ડિસે ഡിസം ធ្នូ دسمبر डिसें డిసెం ಡಿಸೆಂ ທັນວາ dekabr снежня دسامبر दिसंबर උඳුවප් abendua dhjetor nollaig rhagfyr снежань ธันวาคม ဒီဇင်ဘာ disember diċembru डिसेम्बर detsember disyembre желтоқсан",
)  # fmt: skip
