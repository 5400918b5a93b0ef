#include "engine/indicators/published.h"

#include "engine/indicators/spelling.h"

namespace outturn {

const PublishedRow* PublishedHistory::add(PublishedRow row) {
  const auto [found, is_new] =
      standing_.emplace(std::pair(name_key(row.reference), row.period), rows_.size());
  if (!is_new && !row.restates) return &rows_[found->second];
  found->second = rows_.size();
  rows_.push_back(std::move(row));
  return nullptr;
}

const PublishedRow* PublishedHistory::find(std::string_view reference, const Period& period) const {
  const auto found = standing_.find({name_key(reference), period});
  return found == standing_.end() ? nullptr : &rows_[found->second];
}

PublishedHistory PublishedHistory::as_closed(const Period& period) const {
  std::size_t count = 0;
  for (std::size_t at = 0; at < rows_.size(); ++at)
    if (rows_[at].period == period && !rows_[at].restates) count = at + 1;
  // Another indicator may have been closed after one of the period was restated.
  PublishedHistory history;
  for (std::size_t at = 0; at < count; ++at)
    if (rows_[at].period != period || !rows_[at].restates) history.add(rows_[at]);
  return history;
}

}  // namespace outturn
