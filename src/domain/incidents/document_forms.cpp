#include "domain/incidents/document_forms.hpp"

#include "domain/incidents/search_words.hpp"

#include <algorithm>
#include <string>
#include <unordered_map>
#include <vector>

namespace resuelve::incidents {
namespace {

/// The forms of words, remembered, because people use the same words again and again and stemming one costs some
/// microseconds.
class KnownForms {
public:
    /// Lives until make_room().
    const std::vector<std::string>& of(std::string_view word) {
        if (const auto found = known_.find(word); found != known_.end()) return found->second;
        return known_.emplace(std::string{word}, index_forms(word)).first->second;
    }
    void make_room() {
        constexpr std::size_t remembered = 50'000;
        if (known_.size() >= remembered) known_.clear();
    }

private:
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
    };
    std::unordered_map<std::string, std::vector<std::string>, Hash, std::equal_to<>> known_;
};

} // namespace

void each_form(std::string_view text, const std::function<void(std::string_view form)>& use) {
    thread_local KnownForms known;
    known.make_room();
    std::vector<std::string_view> forms;
    for (const auto word : words(text))
        for (const auto& form : known.of(word))
            forms.push_back(form);
    std::ranges::sort(forms);
    const auto repeated = std::ranges::unique(forms);
    forms.erase(repeated.begin(), repeated.end());
    std::ranges::for_each(forms, use);
}

} // namespace resuelve::incidents
