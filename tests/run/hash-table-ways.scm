;; engines: native
;;; Every kind of key takes its way through a hash table: identity, address, contents; while tables grow, shrink, are changed
;;; by the procedure that updates them, and while collections move the keys.
(import (scheme base) (scheme write) (scheme complex) (scheme cxr) (suo hash-table))
(define-record-type point (make-point x) point? (x point-x))

(define (check label ok?)
  (if (not ok?) (begin (display "wrong: ") (display label) (newline))))

;; key: procedure of a number to a key; same: whether another key made of the number finds the entry
(define (try label make key same?)
  (let* ((table (make))
         (keys (let loop ((n 199) (keys '())) (if (< n 0) keys (loop (- n 1) (cons (key n) keys))))))
    (let loop ((keys keys) (n 0))
      (if (pair? keys)
          (begin (hash-table-set! table (car keys) n) (loop (cdr keys) (+ n 1)))))
    (check (list label 'count) (= (hash-table-count table) 200))
    (let loop ((rest keys) (n 0))
      (if (pair? rest)
          (begin
            (check (list label 'found n) (eqv? n (hash-table-ref/default table (car rest) #f)))
            (check (list label 'another n) (eqv? (and same? n) (hash-table-ref/default table (key n) #f)))
            (hash-table-update!/default table (car rest) (lambda (value) (list value)) #f)
            (check (list label 'updated n) (equal? (list n) (hash-table-ref table (car rest))))
            (if (odd? n) (hash-table-delete! table (car rest)))
            (loop (cdr rest) (+ n 1)))))
    (check (list label 'half) (= (hash-table-count table) 100))
    (let loop ((rest keys) (n 0))
      (if (pair? rest)
          (begin
            (check (list label 'deleted n) (eq? (even? n) (hash-table-contains? table (car rest))))
            (hash-table-set! table (car rest) n)
            (loop (cdr rest) (+ n 1)))))
    (check (list label 'again) (= (hash-table-count table) 200))
    (check (list label 'copy) (equal? (hash-table-values table) (hash-table-values (hash-table-copy table))))
    (display label)
    (newline)))

(define (text n) (string-append "text number " (number->string n)))
(define (wide n) (string-append "λ-text 𝄞 number " (number->string n)))
(for-each
 (lambda (kind)
   (let ((name (car kind)) (make (cadr kind)) (eqv-numbers? (caddr kind)) (structures? (cadddr kind)))
     (try (list name 'fixnum) make (lambda (n) (* n 77)) #t)
     (try (list name 'negative) make (lambda (n) (- (* n 1000003))) #t)
     (try (list name 'character) make (lambda (n) (integer->char (+ 40 (* 5 n)))) #t)
     (try (list name 'symbol) make (lambda (n) (string->symbol (text n))) #t)
     (try (list name 'record) make make-point #f)
     (try (list name 'procedure) make (lambda (n) (lambda () n)) #f)
     (try (list name 'parameter) make make-parameter #f)
     (try (list name 'string) make text structures?)
     (try (list name 'wide-string) make wide structures?)
     (try (list name 'pair) make (lambda (n) (cons n (text n))) structures?)
     (try (list name 'vector) make (lambda (n) (vector n 'a)) structures?)
     (try (list name 'bytes) make (lambda (n) (bytevector 1 2 3 4 5 n)) structures?)
     (if eqv-numbers?
         (begin
           (try (list name 'flonum) make (lambda (n) (/ n 8.0)) #t)
           (try (list name 'bignum) make (lambda (n) (+ (expt 10 30) n)) #t)
           (try (list name 'ratio) make (lambda (n) (/ (+ (* 7 n) 1) 7)) #t)
           (try (list name 'complex) make (lambda (n) (make-rectangular n 1.5)) #t)))))
 (let ((rows (list (list 'eq make-eq-hash-table #f #f)
                   (list 'eqv make-eqv-hash-table #t #f)
                   (list 'equal make-equal-hash-table #t #t))))
   rows))

;; Constants side by side, in each kind of table.
(for-each
 (lambda (make)
   (let ((table (make)) (keys (list '() #t #f (eof-object) 0 #\a 'a (if #f #f))))
     (for-each (lambda (key) (hash-table-set! table key (list key))) keys)
     (check 'constants (= (hash-table-count table) (length keys)))
     (for-each (lambda (key) (check (list 'constant key) (eq? key (car (hash-table-ref/default table key '(wrong)))))) keys)))
 (list make-eq-hash-table make-eqv-hash-table make-equal-hash-table))

;; Equal strings are one key, whatever the width of their units, at every length around a multiple of four.
(do ((length 0 (+ length 1))) ((= length 14))
  (let ((narrow (make-string length #\a)) (wide (make-string (+ length 1) #\λ)) (table (make-equal-hash-table)) (strings (make-string-hash-table)))
    (do ((at 0 (+ at 1))) ((= at length)) (string-set! wide at #\a))
    (string-set! wide length #\a)
    (hash-table-set! table (string-append narrow "a") 'found)
    (hash-table-set! strings (string-append narrow "a") 'found)
    (check (list 'width length) (eq? 'found (hash-table-ref/default table wide #f)))
    (check (list 'string-width length) (eq? 'found (hash-table-ref/default strings wide #f)))
    (check (list 'shorter length) (not (hash-table-contains? table narrow)))))

;; A procedure that changes the table it updates.
(let ((table (make-equal-hash-table)))
  (hash-table-set! table "key" 1)
  (hash-table-update! table "key" (lambda (value) (hash-table-delete! table "key") (+ value 1)))
  (check 'deleted-meanwhile (= 2 (hash-table-ref table "key")))
  (hash-table-update! table "key"
                      (lambda (value)
                        (do ((n 0 (+ n 1))) ((= n 100)) (hash-table-set! table n n))
                        (+ value 1)))
  (check 'grown-meanwhile (and (= 3 (hash-table-ref table "key")) (= 101 (hash-table-count table))))
  (hash-table-update! table "key" (lambda (value) (hash-table-clear! table) (+ value 1)))
  (check 'cleared-meanwhile (and (= 4 (hash-table-ref table "key")) (= 1 (hash-table-count table))))
  (hash-table-update! table "other" (lambda (value) (* value 10)) (lambda () 5))
  (hash-table-update! table "other" (lambda (value) (+ value 1)) (lambda () 7) (lambda (value) (* 2 value)))
  (check 'success (= 101 (hash-table-ref table "other"))))

;; Only strings go into a table of strings.
(for-each
 (lambda (key)
   (check (list 'no-string key)
          (guard (condition ((error-object? condition) #t)) (hash-table-set! (make-string-hash-table) key 1) #f)))
 (list 5 'symbol #\a (list 1) 1.5 (make-point 1) #f))
(display "done")
(newline)
