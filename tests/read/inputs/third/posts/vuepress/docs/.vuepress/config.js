export default { title: "Palenques", lang: "es-MX" };
