-- Keeps a new code for a browser, unless it is too early for one or a budget is used up.
-- KEYS: for each hash key, the first of which keeps the code: newest code, earlier code, times of codes made, times of failures
-- ARGV: now, digest, expires at, resend at, reference, kind, codes and failures per window, window (times in ms)
local now, window = tonumber(ARGV[1]), tonumber(ARGV[9])
local max_made, max_failures = tonumber(ARGV[7]), tonumber(ARGV[8])

-- Until when `limit` events within the window stand against another one, under whichever hash key; 0: they do not.
local function limited_until(offset, limit)
  local latest = 0
  for i = 1, #KEYS, 4 do
    local oldest = redis.call('LINDEX', KEYS[i + offset], limit - 1)
    if oldest then latest = math.max(latest, tonumber(oldest) + window) end
  end
  return latest > now and latest or 0
end

local until_failures = limited_until(3, max_failures)
if until_failures > 0 then return {'limited', until_failures} end

-- The browser's last code, under whichever hash key it was made.
local last = {expires = now}
for i = 1, #KEYS, 4 do
  local code = redis.call('HMGET', KEYS[i], 'expires', 'resend', 'reference', 'kind')
  if code[1] and tonumber(code[1]) > last.expires then
    last = {at = i, expires = tonumber(code[1]), resend = tonumber(code[2]), reference = code[3], kind = code[4]}
  end
end
if last.at and last.resend > now and last.kind == ARGV[6] then
  return {'standing', last.reference, last.expires, last.resend}
end

local until_made = limited_until(2, max_made)
if until_made > 0 then return {'limited', until_made} end

-- Beside the new code, only the last one stays.
if last.at then
  for i = 1, #KEYS, 4 do
    if i ~= last.at then redis.call('DEL', KEYS[i], KEYS[i + 1])
    elseif i > 1 then redis.call('DEL', KEYS[i + 1])
    else redis.call('RENAME', KEYS[1], KEYS[2]) end -- takes the time to live along
  end
end
redis.call('HSET', KEYS[1], 'digest', ARGV[2], 'expires', ARGV[3], 'resend', ARGV[4], 'reference', ARGV[5], 'kind', ARGV[6], 'tries', '0')
redis.call('PEXPIRE', KEYS[1], tonumber(ARGV[3]) - now)
for i = 1, #KEYS, 4 do
  if redis.call('LPUSH', KEYS[i + 2], ARGV[1]) > max_made then redis.call('LTRIM', KEYS[i + 2], 0, max_made - 1) end
  redis.call('PEXPIRE', KEYS[i + 2], window)
end
return {'issued', ARGV[5], tonumber(ARGV[3]), tonumber(ARGV[4])}
