-- Spends one try of every code that lives for a browser, and compares only then.
-- KEYS: newest code, earlier code, times of failures, times of decoys' failures
-- ARGV: now, digest, tries per code, failures per window, window (times in ms)
-- Comparing stops at the first byte that differs. That tells nothing: both sides are HMACs under a key that the
-- guesser does not have.
local now, window = tonumber(ARGV[1]), tonumber(ARGV[5])

local live = {}
for i = 1, 2 do
  local code = redis.call('HMGET', KEYS[i], 'digest', 'expires', 'tries', 'kind')
  if code[1] and tonumber(code[2]) > now then
    live[#live + 1] = {key = KEYS[i], digest = code[1], tries = tonumber(code[3]), kind = code[4]}
  end
end
if #live == 0 then return {'expired', 0} end

local failures = live[1].kind == 'decoy' and KEYS[4] or KEYS[3]
local limit = tonumber(ARGV[4])
local oldest = redis.call('LINDEX', failures, limit - 1)
if oldest and tonumber(oldest) + window > now then return {'limited', tonumber(oldest) + window} end

local compared, equal = false, false
for _, code in ipairs(live) do
  if code.tries < tonumber(ARGV[3]) then
    redis.call('HINCRBY', code.key, 'tries', 1)
    compared = true
    if code.digest == ARGV[2] then equal = true end
  end
end
if not compared then return {'exhausted', 0} end
if equal then
  redis.call('DEL', KEYS[1], KEYS[2])
  return {'accepted', 0}
end
if redis.call('LPUSH', failures, ARGV[1]) > limit then redis.call('LTRIM', failures, 0, limit - 1) end
redis.call('PEXPIRE', failures, window)
return {'wrong', 0}
