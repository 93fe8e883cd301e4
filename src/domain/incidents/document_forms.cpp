#include "domain/incidents/document_forms.hpp"

#include "domain/incidents/search_words.hpp"

#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

namespace resuelve::incidents {
namespace {

using Use = std::function<void(std::string_view form)>;

/// The forms of words, remembered, because people use the same words again and again and stemming one costs some
/// microseconds. Each remembers the text that it was last told for, so that nobody has to sort them to tell it once.
class KnownForms {
public:
    void begin_text() {
        constexpr std::size_t remembered = 50'000;
        if (words_.size() >= remembered) {
            words_.clear();
            forms_.clear();
        }
        ++text_;
    }

    void tell(std::string_view word, const Use& use) {
        auto& known = known_word(word);
        if (std::exchange(known.last_text, text_) == text_) return;
        for (auto* form : known.forms)
            if (std::exchange(form->second, text_) != text_) use(form->first);
    }

private:
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
    };
    template <class Value>
    using Map = std::unordered_map<std::string, Value, Hash, std::equal_to<>>;
    using Forms = Map<std::uint64_t>; ///< each with the number of the text that it was last told for
    struct Word {
        std::vector<Forms::value_type*> forms;
        std::uint64_t last_text = 0;
    };

    Word& known_word(std::string_view word) {
        if (const auto found = words_.find(word); found != words_.end()) return found->second;
        Word known;
        for (auto& form : index_forms(word))
            known.forms.push_back(&*forms_.try_emplace(std::move(form), 0).first);
        return words_.emplace(std::string{word}, std::move(known)).first->second;
    }

    Map<Word> words_;
    Forms forms_;
    std::uint64_t text_ = 0;
};

} // namespace

void each_form(std::string_view text, const Use& use) {
    thread_local KnownForms known;
    known.begin_text();
    // Numbers and references are hardly ever met again, and would push out the words that are.
    std::unordered_set<std::string> unstemmed;
    for (const auto word : words(text)) {
        if (is_stemmed(word)) {
            known.tell(word, use);
        } else if (auto [form, is_first] = unstemmed.insert(folded_word(word)); is_first && !form->empty()) {
            use(*form);
        }
    }
}

} // namespace resuelve::incidents
