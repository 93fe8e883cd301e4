-- Asks for one address again and again.
dofile(debug.getinfo(1, "S").source:match("^@(.*/)") .. "result.lua")
