#include "adapters/sqlite/words_tokenizer.hpp"

#include <sqlite3.h>

#include <cstring>

namespace resuelve::sqlite {
namespace {

using Receive = int (*)(void*, int, const char*, int, int, int);

/// The tokenizer has no state, but FTS5 wants a pointer that is not null.
Fts5Tokenizer* no_state() {
    static char state = 0;
    return reinterpret_cast<Fts5Tokenizer*>(&state);
}

int create(void*, const char**, int, Fts5Tokenizer** created) {
    *created = no_state();
    return SQLITE_OK;
}

void forget(Fts5Tokenizer*) {}

int tokenize(Fts5Tokenizer*, void* receiver, int, const char* text, int size, Receive receive) {
    for (int begin = 0; begin < size;) {
        const void* space = std::memchr(text + begin, ' ', static_cast<std::size_t>(size - begin));
        const int end = space ? static_cast<int>(static_cast<const char*>(space) - text) : size;
        if (end > begin)
            if (const int code = receive(receiver, 0, text + begin, end - begin, begin, end); code != SQLITE_OK)
                return code;
        begin = end + 1;
    }
    return SQLITE_OK;
}

/// FTS5 hands out its API through a pointer parameter: https://sqlite.org/fts5.html, section 7.
fts5_api& api_of(Connection& connection) {
    fts5_api* api = nullptr;
    sqlite3_stmt* statement = nullptr;
    int code = sqlite3_prepare_v2(connection.raw(), "SELECT fts5(?1)", -1, &statement, nullptr);
    if (code == SQLITE_OK) {
        sqlite3_bind_pointer(statement, 1, &api, "fts5_api_ptr", nullptr);
        sqlite3_step(statement);
        code = sqlite3_finalize(statement);
    }
    if (code != SQLITE_OK || !api) throw_error(connection.raw(), code, "find FTS5, which this SQLite must have");
    return *api;
}

} // namespace

void register_words_tokenizer(Connection& connection) {
    auto& api = api_of(connection);
    fts5_tokenizer tokenizer{&create, &forget, &tokenize};
    if (const int code = api.xCreateTokenizer(&api, "resuelve_words", nullptr, &tokenizer, nullptr); code != SQLITE_OK)
        throw_error(connection.raw(), code, "register the tokenizer");
}

} // namespace resuelve::sqlite
