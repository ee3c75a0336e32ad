#include "base/words.h"

#include <algorithm>

namespace genauth {

std::vector<std::string_view> words_in(std::string_view text) {
  std::vector<std::string_view> words;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    if (end > 0) words.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

std::vector<std::string> split_words(std::string_view text) {
  const std::vector<std::string_view> words = words_in(text);
  return {words.begin(), words.end()};
}

std::string join_words(const std::vector<std::string>& words, std::string_view separator) {
  std::string text;
  for (const std::string& word : words) text.append(text.empty() ? "" : separator).append(word);
  return text;
}

bool has_word(std::string_view text, std::string_view word) {
  const std::vector<std::string_view> words = words_in(text);
  return std::ranges::find(words, word) != words.end();
}

std::string with_words(std::string text, std::string_view more) {
  for (const std::string_view word : words_in(more))
    if (!has_word(text, word)) text.append(text.empty() ? "" : " ").append(word);
  return text;
}

}  // namespace genauth
