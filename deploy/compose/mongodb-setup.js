// Makes the replica set and a user for each service; a second run changes nothing. Passwords: make-secrets.
const passwords = JSON.parse(require("fs").readFileSync("/run/secrets/mongodb-passwords", "utf8"));
const nodes = ["mongodb-1:27017", "mongodb-2:27017", "mongodb-3:27017"];
// Who works on which database: nobody on another's.
const databases = {
  customers: "customers", employees: "employees", intake: "incidents", resolution: "incidents", notifications: "notifications",
};

let connection = new Mongo("mongodb://localhost:27017/?directConnection=true");
let admin = connection.getDB("admin");
let is_there = true;
try {
  admin.auth("root", passwords.root);
} catch (error) {
  is_there = false;
}

if (!is_there) {
  // The first one is asked, so it has to win: only there the first user may be made without signing in.
  const members = nodes.map((host, _id) => ({ _id, host, priority: _id === 0 ? 2 : 1 }));
  try {
    admin.runCommand({ replSetInitiate: { _id: "resuelve", members } });
  } catch (error) {
    if (error.codeName !== "AlreadyInitialized") throw error;
  }
  while (!admin.hello().isWritablePrimary) sleep(500);
  admin.createUser({ user: "root", pwd: passwords.root, roles: ["root"] });
}

// Later runs may meet another primary.
connection = new Mongo(`mongodb://root:${encodeURIComponent(passwords.root)}@${nodes.join(",")}/?replicaSet=resuelve&authSource=admin`);
for (const [user, name] of Object.entries(databases)) {
  const database = connection.getDB(name);
  const rights = { pwd: passwords[user], roles: [{ role: "readWrite", db: name }, { role: "dbAdmin", db: name }] };
  if (database.getUser(user)) database.updateUser(user, rights);
  else database.createUser({ user, ...rights });
}
print("the replica set and its users are there");
