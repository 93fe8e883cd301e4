#include "app/identity.hpp"

namespace resuelve::app {

Identity::Identity(const DataDirectory& directory, Stores& stores, const Clock& clock, Random& random) :
    customer_keys{directory.keys(), "customers", clock.now(), random},
    employee_keys{directory.keys(), "employees", clock.now(), random},
    session_keys{directory.keys(), "sessions", clock.now(), random},
    receipt_keys{directory.keys(), "receipts", clock.now(), random},
    factor_keys{directory.keys(), "factors", clock.now(), random}, factor_box{factor_keys}, customer_throttle{clock},
    employee_throttle{clock}, customer_tokens{"customers", SigningKey{customer_keys.newest()}},
    employee_tokens{"employees", SigningKey{employee_keys.newest()}},
    verifier{{public_keys(customer_keys), public_keys(employee_keys)},
             {"customers", "employees", "intake", "resolution", "notifications"}},
    customer_sessions{{access::SessionKind::customer, stores.customer_sessions, session_keys, customer_tokens, verifier,
                       clock, random}},
    employee_sessions{{access::SessionKind::employee, stores.employee_sessions, session_keys, employee_tokens, verifier,
                       clock, random}},
    authenticator{verifier, &stores.api_tokens, clock} {}

} // namespace resuelve::app
