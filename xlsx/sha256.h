// SHA-256 (FIPS 180-4), for the list of parts before and after that `--proof` prints.
#pragma once

#include <string>
#include <string_view>

namespace outturn::xlsx {

[[nodiscard]] std::string sha256_hex(std::string_view bytes);  // 64 lower-case digits

}  // namespace outturn::xlsx
