// Words in one line of text, separated by spaces: scopes (RFC 6749 §3.3), and lists that stand in one column.
// Pure, thread-safe.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace genauth {

// The words in their order, none of them empty. They point into `text`.
std::vector<std::string_view> words_in(std::string_view text);
std::vector<std::string> split_words(std::string_view text);

std::string join_words(const std::vector<std::string>& words, std::string_view separator = " ");

bool has_word(std::string_view text, std::string_view word);
// `text` and those words of `more` that it lacks, each once.
std::string with_words(std::string text, std::string_view more);

}  // namespace genauth
