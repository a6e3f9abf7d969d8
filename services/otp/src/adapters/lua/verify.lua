-- Spends one try of every code that lives for a browser, and compares only then.
-- KEYS: for each hash key: newest code, earlier code, times of failures, times of decoys' failures
-- ARGV: now, tries per code, failures per window, window (times in ms), then under each hash key the digest of the guess
-- Comparing stops at the first byte that differs. That tells nothing: both sides are HMACs under a key that the
-- guesser does not have.
local now, max_tries, max_failures, window = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])

local live = {}
for i = 1, #KEYS, 4 do
  for key = i, i + 1 do
    local code = redis.call('HMGET', KEYS[key], 'digest', 'expires', 'tries', 'kind')
    if code[1] and tonumber(code[2]) > now then
      local guess = ARGV[4 + (i + 3) / 4]
      live[#live + 1] = {key = KEYS[key], digest = code[1], guess = guess, tries = tonumber(code[3]), kind = code[4]}
    end
  end
end
if #live == 0 then return {'expired', 0} end

local failures = live[1].kind == 'decoy' and 3 or 2
local limited_until = 0
for i = 1, #KEYS, 4 do
  local oldest = redis.call('LINDEX', KEYS[i + failures], max_failures - 1)
  if oldest then limited_until = math.max(limited_until, tonumber(oldest) + window) end
end
if limited_until > now then return {'limited', limited_until} end

local compared, equal = false, false
for _, code in ipairs(live) do
  if code.tries < max_tries then
    redis.call('HINCRBY', code.key, 'tries', 1)
    compared = true
    if code.digest == code.guess then equal = true end
  end
end
if not compared then return {'exhausted', 0} end
if equal then
  for i = 1, #KEYS, 4 do redis.call('DEL', KEYS[i], KEYS[i + 1]) end
  return {'accepted', 0}
end
for i = 1, #KEYS, 4 do
  local times = KEYS[i + failures]
  if redis.call('LPUSH', times, ARGV[1]) > max_failures then redis.call('LTRIM', times, 0, max_failures - 1) end
  redis.call('PEXPIRE', times, window)
end
return {'wrong', 0}
