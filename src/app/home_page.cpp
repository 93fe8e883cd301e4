#include "app/home_page.hpp"

#include "app/embedded/embedded.hpp"

#include <boost/algorithm/string/replace.hpp>
#include <fmt/format.h>

#include <array>

namespace resuelve::app {
namespace {

std::string escaped(std::string_view text) {
    std::string html{text};
    boost::replace_all(html, "&", "&amp;");
    boost::replace_all(html, "<", "&lt;");
    boost::replace_all(html, ">", "&gt;");
    return html;
}

std::string table_of(std::span<const DemoSignIn> people) {
    std::string html =
        R"(<section aria-labelledby="demo"><h2 id="demo">Para entrar en la demostración</h2>
<p>Solo existen en esta demostración, que responde únicamente a esta máquina.</p>
<div class="scroll" tabindex="0" role="region" aria-labelledby="demo"><table><thead><tr><th scope="col">Quién</th>)"
        R"(<th scope="col">Correo</th><th scope="col">Contraseña</th><th scope="col">Ruta</th></tr></thead><tbody>)";
    for (const auto& person : people)
        html +=
            fmt::format("<tr><td>{}</td><td><code>{}</code></td><td><code>{}</code></td><td><code>{}</code></td></tr>",
                        escaped(person.role), escaped(person.email), escaped(person.password), escaped(person.path));
    return html + "</tbody></table></div></section>";
}

} // namespace

std::string render_home_page(std::string_view version, std::span<const DemoSignIn> people) {
    std::string html{home_page()};
    boost::replace_all(html, "{{version}}", escaped(version));
    boost::replace_all(html, "{{sign_ins}}", people.empty() ? std::string{} : table_of(people));
    return html;
}

} // namespace resuelve::app
