;;; A least-recently-used cache: a hash table to nodes of a doubly linked ring; used to memoize, checked against a slow model.
;; engines: native executable stress
(import (scheme base) (scheme write) (suo hash-table))

(define-record-type node
  (make-node key value previous next)
  node?
  (key node-key)
  (value node-value set-node-value!)
  (previous node-previous set-node-previous!)
  (next node-next set-node-next!))

(define-record-type cache
  (new-cache capacity table ring hits misses)
  cache?
  (capacity cache-capacity)
  (table cache-table)
  (ring cache-ring)                     ; its next is the newest node, its previous the oldest
  (hits cache-hits set-cache-hits!)
  (misses cache-misses set-cache-misses!))

(define (make-cache capacity)
  (let ((ring (make-node #f #f #f #f)))
    (set-node-next! ring ring)
    (set-node-previous! ring ring)
    (new-cache capacity (make-equal-hash-table) ring 0 0)))

(define (unlink! node)
  (set-node-next! (node-previous node) (node-next node))
  (set-node-previous! (node-next node) (node-previous node)))
(define (link-newest! cache node)
  (let* ((ring (cache-ring cache)) (next (node-next ring)))
    (set-node-next! ring node) (set-node-previous! node ring)
    (set-node-next! node next) (set-node-previous! next node)))

(define (cache-ref cache key compute)
  (let ((node (hash-table-ref (cache-table cache) key (lambda () #f))))
    (cond (node
           (set-cache-hits! cache (+ 1 (cache-hits cache)))
           (unlink! node)
           (link-newest! cache node)
           (node-value node))
          (else
           (set-cache-misses! cache (+ 1 (cache-misses cache)))
           (let ((value (compute key)))
             (cache-set! cache key value)
             value)))))
(define (cache-set! cache key value)
  (let ((table (cache-table cache)))
    (when (= (hash-table-count table) (cache-capacity cache))
      (let ((oldest (node-previous (cache-ring cache))))
        (unlink! oldest)
        (hash-table-delete! table (node-key oldest))))
    (let ((node (make-node key value #f #f)))
      (hash-table-set! table key node)
      (link-newest! cache node))))
(define (cache-keys cache)
  (let loop ((node (node-next (cache-ring cache))))
    (if (eq? node (cache-ring cache)) '() (cons (node-key node) (loop (node-next node))))))

(define (show . things) (for-each (lambda (x) (write x) (display " ")) things) (newline))

(define small (make-cache 3))
(for-each (lambda (key) (cache-ref small key (lambda (k) (* k k)))) '(1 2 3 1 4 1 5 2))
(show (cache-keys small) (cache-hits small) (cache-misses small))

;; Keys of many kinds.
(define mixed (make-cache 100))
(define keys (list 1 1.5 "string" 'symbol #\c '(a list) '#(1 2) (expt 10 30) #t '()))
(for-each (lambda (key) (cache-ref mixed key (lambda (k) (list 'value k)))) keys)
(for-each (lambda (key) (show (cache-ref mixed key (lambda (k) 'lost)))) (list 1 1.5 (string-append "str" "ing") 'symbol #\c (list 'a 'list) (vector 1 2) (* (expt 10 15) (expt 10 15)) #t '()))
(show (cache-hits mixed) (cache-misses mixed))

;; Memoized Fibonacci numbers through the cache.
(define memory (make-cache 50))
(define (fib n) (if (< n 2) n (cache-ref memory n (lambda (n) (+ (fib (- n 1)) (fib (- n 2)))))))
(show (fib 200))
(show (cache-misses memory))

;; A long random run against a model that is a list.
(define seed 99)
(define (random! n)
  (set! seed (modulo (+ (* seed 1103515245) 12345) 2147483648))
  (modulo (quotient seed 65536) n))
(define capacity 64)
(define tested (make-cache capacity))
(define model '())
(define (remove key list) (cond ((null? list) '()) ((= key (car list)) (cdr list)) (else (cons (car list) (remove key (cdr list))))))
(define (take n list) (if (or (= n 0) (null? list)) '() (cons (car list) (take (- n 1) (cdr list)))))
(define faults 0)
(do ((i 0 (+ i 1))) ((= i 20000))
  (let ((key (quotient (* (random! 200) (random! 200)) 200)) (computed #f))
    (cache-ref tested key (lambda (k) (set! computed #t) k))
    (when (eq? computed (and (memv key model) #t)) (set! faults (+ faults 1)))
    (set! model (take capacity (cons key (remove key model))))))
(show faults (equal? model (cache-keys tested)) (cache-hits tested) (cache-misses tested) (hash-table-count (cache-table tested)))
