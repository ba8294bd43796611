export default { title: "Dry places" };
