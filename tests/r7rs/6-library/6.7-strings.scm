;;; R7RS 6.7: strings: literals, every procedure with every optional start and end, overlapping copies, all three widths of characters.
(import (scheme base) (scheme write) (scheme char))
(include "../check/check.scm")
(check "\a\b\t\n\r\"\\\|" (string #\alarm #\backspace #\tab #\newline #\return #\" #\\ #\|) "\x41;\x3bb;\x1F600;" "Aλ😀" "one \
        line" "one line" "a\   
   b" "ab" (string-length "two
lines") 9 (string-ref "two
lines" 3) #\newline "\x0;" (string #\null) (string-length "") 0 "The word \"recursion\" has many meanings." (list->string (string->list "The word \"recursion\" has many meanings.")))
(check (string? "") #t (string? "abc") #t (string? 'abc) #f (string? #\a) #f (string? '(#\a)) #f (string? (string)) #t (string? (make-string 2)) #t)
(check (make-string 3 #\x) "xxx" (make-string 0 #\x) "" (string-length (make-string 5)) 5 (make-string 2 #\λ) "λλ" (make-string 2 #\x1F600) "😀😀" (outcome (make-string -1 #\a)) 'error (outcome (make-string 2 "a")) 'error (outcome (make-string 'a)) 'error (outcome (make-string 1.0)) 'error
       (string) "" (string #\a) "a" (string #\a #\λ #\😀) "aλ😀" (outcome (string "ab")) 'error (outcome (string #\a 1)) 'error)
(check (string-length "λx😀") 3 (string-length (make-string 1000 #\a)) 1000 (string-ref "abc" 0) #\a (string-ref "aλ😀" 2) #\😀 (outcome (string-ref "abc" 3)) 'error (outcome (string-ref "abc" -1)) 'error (outcome (string-ref "" 0)) 'error (outcome (string-ref "abc" 1.0)) 'error
       (outcome (string-ref 'abc 0)) 'error (outcome (string-length 'abc)) 'error)
;; string-set!, where the new character needs wider units than the string had.
(check (let ((s (make-string 3 #\*))) (string-set! s 0 #\?) s) "?**" (let ((s (string #\a #\b #\c))) (string-set! s 1 #\λ) s) "aλc" (let ((s (string #\a #\b #\c))) (string-set! s 2 #\😀) s) "ab😀" (let ((s (string #\λ #\μ))) (string-set! s 0 #\😀) (string-set! s 1 #\a) s) "😀a"
       (let* ((s (string #\a #\b)) (t (string-copy s))) (string-set! s 0 #\λ) (list s t)) '("λb" "ab") (outcome (string-set! (string #\a) 1 #\b)) 'error (outcome (string-set! (string #\a) 0 "b")) 'error (outcome (string-set! (string #\a) -1 #\b)) 'error (outcome (string-set! 'a 0 #\b)) 'error)

;; Comparison: exactly one of < = >, and <= >= as their negations, in chains too.
(define words '("" "a" "A" "ab" "abc" "b" "B" "aB" "λ" "é" "z" "😀" "\xE000;" "a\x0;" "abd"))
(define (count-true . truths) (let loop ((rest truths) (n 0)) (cond ((null? rest) n) ((car rest) (loop (cdr rest) (+ n 1))) (else (loop (cdr rest) n)))))
(define (pairs-wrong wrong?)
  (let outer ((ones words) (bad '()))
    (if (null? ones)
        bad
        (outer (cdr ones) (let inner ((others words) (bad bad)) (cond ((null? others) bad) ((wrong? (car ones) (car others)) (inner (cdr others) (cons (list (car ones) (car others)) bad))) (else (inner (cdr others) bad))))))))
(check (pairs-wrong (lambda (a b) (not (= 1 (count-true (string<? a b) (string=? a b) (string>? a b)))))) '() (pairs-wrong (lambda (a b) (eq? (string<=? a b) (string>? a b)))) '() (pairs-wrong (lambda (a b) (eq? (string>=? a b) (string<? a b)))) '()
       (pairs-wrong (lambda (a b) (not (eq? (string<? a b) (string>? b a))))) '() (pairs-wrong (lambda (a b) (not (= 1 (count-true (string-ci<? a b) (string-ci=? a b) (string-ci>? a b)))))) '()
       (pairs-wrong (lambda (a b) (not (eq? (string-ci=? a b) (string=? (string-foldcase a) (string-foldcase b)))))) '() (pairs-wrong (lambda (a b) (not (eq? (string-ci<? a b) (string<? (string-foldcase a) (string-foldcase b)))))) '()
       (pairs-wrong (lambda (a b) (eq? (string-ci<=? a b) (string-ci>? a b)))) '() (pairs-wrong (lambda (a b) (eq? (string-ci>=? a b) (string-ci<? a b)))) '())
(check (string=? "abc" "abc") #t (string=? "abc" "abd") #f (string=? "abc" "ab") #f (string=? "" "") #t (string=? "a" "a" "a") #t (string=? "a" "a" "b") #f (string=? "a" "b" "b") #f (string<? "a" "b" "c") #t (string<? "a" "c" "b") #f (string<? "a" "a") #f (string<? "" "a") #t (string<? "ab" "abc") #t
       (string<? "abc" "abd" "b") #t (string>? "c" "b" "a") #t (string>? "c" "a" "b") #f (string<=? "a" "a" "b") #t (string<=? "a" "b" "a") #f (string>=? "b" "b" "a") #t (string>=? "b" "a" "b") #f (string<? "Z" "a") #t (string<? "z" "é" "λ" "😀") #t (string=? "λ" (string #\λ)) #t
       (string-ci=? "HeLLo" "hello") #t (string-ci=? "a" "A" "a") #t (string-ci=? "a" "A" "b") #f (string-ci<? "a" "B" "c") #t (string-ci>? "C" "b" "A") #t (string-ci<=? "a" "A" "B") #t (string-ci>=? "B" "b" "a") #t
       (outcome (string=? "a" 'a)) 'error (outcome (string<? 1 "a")) 'error (outcome (string-ci=? "a" #\a)) 'error (outcome (string=? "a" "a" 'a)) 'error)
(check (string-upcase "abC1é") "ABC1É" (string-downcase "ABc1É") "abc1é" (string-foldcase "ABc") "abc" (string-upcase "Straße") "STRASSE" (string-downcase "ΧΑΟΣ") "χαος" (string-upcase "") "" (string-downcase "xyz") "xyz"
       (outcome (string-upcase 'a)) 'error (outcome (string-downcase #\a)) 'error)

;; Parts: substring, string-copy, string->list, string->vector, string-fill! and string-copy! with 0, 1 and 2 bounds.
(check (substring "abcde" 1 3) "bc" (substring "abc" 0 3) "abc" (substring "abc" 1 1) "" (substring "aλ😀b" 1 3) "λ😀" (string-copy "abc") "abc" (string-copy "abcde" 2) "cde" (string-copy "abcde" 1 3) "bc" (string-copy "abc" 3) "" (string-copy "" 0 0) "" (let ((s "abc")) (eq? s (string-copy s))) #f
       (string->list "abc") '(#\a #\b #\c) (string->list "abc" 1) '(#\b #\c) (string->list "abc" 1 2) '(#\b) (string->list "abc" 3) '() (string->list "") '() (list->string '(#\a #\λ)) "aλ" (list->string '()) "" (string->vector "ABC") #(#\A #\B #\C) (string->vector "ABC" 1) #(#\B #\C)
       (string->vector "ABC" 1 2) #(#\B) (vector->string #(#\1 #\2 #\3)) "123" (vector->string #(#\1 #\2 #\3) 1) "23" (vector->string #(#\1 #\2 #\3) 1 2) "2" (vector->string #(1 #\a 2) 1 2) "a" (vector->string #()) "")
(define-syntax bounds-checked
  (syntax-rules ()
    ((_) #t)
    ((_ (f argument ...) . more)
     (begin
       (check (outcome (f argument ... 4)) 'error (outcome (f argument ... -1)) 'error (outcome (f argument ... 2 1)) 'error (outcome (f argument ... 0 4)) 'error
              (outcome (f argument ... 'a)) 'error (outcome (f argument ... 0 1.0)) 'error)
       (bounds-checked . more)))))
(bounds-checked (string-copy "abc") (string->list "abc") (string->vector "abc") (string->utf8 "abc") (string-fill! (make-string 3) #\x) (string-copy! (make-string 9) 0 "abc") (vector->string (vector #\a #\b #\c)))
(check (outcome (substring "abc" 2 1)) 'error (outcome (substring "abc" 0 4)) 'error (outcome (substring 'abc 0 1)) 'error (outcome (list->string '(#\a "b"))) 'error (outcome (list->string 'a)) 'error (outcome (list->string '(#\a . #\b))) 'error (outcome (vector->string #(1 2))) 'error
       (outcome (string->list 'a)) 'error (outcome (string-copy '(#\a))) 'error)
(check (string-append) "" (string-append "a") "a" (string-append "a" "b" "c") "abc" (string-append "" "" "x" "") "x" (string-append "a" "λ" "😀") "aλ😀" (let ((s "foo")) (eq? s (string-append s))) #f (outcome (string-append "a" 'b)) 'error (outcome (string-append "a" #\b)) 'error
       (let* ((s (string #\a)) (t (string-append s ""))) (string-set! t 0 #\b) (list s t)) '("a" "b"))
(define (filled . bounds) (let ((s (string-copy "abcde"))) (apply string-fill! s #\- bounds) s))
(check (filled) "-----" (filled 2) "ab---" (filled 1 3) "a--de" (filled 5) "abcde" (filled 2 2) "abcde" (let ((s (string-copy "abc"))) (string-fill! s #\λ 1 2) s) "aλc" (let ((s (string-copy "abc"))) (string-fill! s #\😀) s) "😀😀😀" (outcome (string-fill! (make-string 2) "x")) 'error
       (outcome (string-fill! (make-string 2) 5)) 'error)
(define (copied to at from . bounds) (let ((s (string-copy to))) (apply string-copy! s at from bounds) s))
(check (copied "abcde" 1 "12345" 0 2) "a12de" (copied "abcde" 0 "12345") "12345" (copied "abcde" 2 "12345" 2) "ab345" (copied "abcde" 5 "" 0) "abcde" (copied "abcde" 5 "123" 3 3) "abcde" (copied "abc" 1 "λ😀") "aλ😀" (copied "λμν" 0 "ab") "abν" (copied "😀😀" 1 "λ") "😀λ" (copied "" 0 "") "")
;; Overlap: every way to copy a part of a string over itself, against a copy through a temporary string, in each width.
(define (overlaps-wrong text)
  (let ((n (string-length text)) (bad '()))
    (do ((start 0 (+ start 1))) ((> start n))
      (do ((end start (+ end 1))) ((> end n))
        (do ((at 0 (+ at 1))) ((> at (- n (- end start))))
          (let ((moved (string-copy text)))
            (string-copy! moved at moved start end)
            (unless (string=? moved (string-append (substring text 0 at) (substring text start end) (substring text (+ at (- end start)) n)))
              (set! bad (cons (list at start end moved) bad)))))))
    bad))
(check (overlaps-wrong "abcdefg") '() (overlaps-wrong "αβγδεζη") '() (overlaps-wrong "😀😁😂😃😄") '() (outcome (copied "abc" 2 "xy")) 'error (outcome (copied "abc" 4 "")) 'error (outcome (copied "abc" -1 "x")) 'error (outcome (copied "abc" 0 "wxyz")) 'error (outcome (string-copy! 'a 0 "b")) 'error
       (outcome (string-copy! (make-string 2) 0 'b)) 'error (let ((s (string-copy "abc"))) (outcome (string-copy! s 2 "xyz")) s) "abc")
(summary)
